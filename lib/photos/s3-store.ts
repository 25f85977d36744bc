import { AwsV4Signer } from "aws4fetch";
import type { Env } from "@/lib/env";
import { type GuardedResponse, guardedFetch } from "@/lib/net";
import type { PhotoSize, PhotoStore } from "@/lib/photos/store";

export type S3Settings = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** Null when no object store is configured. @throws Error when only a part of it is */
export function s3Settings(env: Env): S3Settings | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  const given = [S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY];
  if (given.every((value) => value === undefined)) return null;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    throw new Error(
      "Photos go to an object store only with all of S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.",
    );
  }
  return {
    endpoint: S3_ENDPOINT.replace(/\/+$/, ""),
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  };
}

const sizes: readonly PhotoSize[] = ["full", "thumb"];

/** Any store that speaks S3's plain requests, addressed by path: `ENDPOINT/BUCKET/photos/HASH.full.jpeg`. */
export function s3Store(settings: S3Settings): PhotoStore {
  const addressOf = (hash: string, size: PhotoSize) =>
    `${settings.endpoint}/${encodeURIComponent(settings.bucket)}/photos/${hash}.${size}.jpeg`;

  async function call(
    method: "GET" | "PUT" | "DELETE",
    url: string,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<GuardedResponse> {
    const headers = body ? { "content-type": "image/jpeg" } : {};
    const { accessKeyId, secretAccessKey, region } = settings;
    const signer = { method, url, headers, accessKeyId, secretAccessKey, region, service: "s3" };
    const signed = await new AwsV4Signer(body ? { ...signer, body } : signer).sign();
    return guardedFetch(signed.url.href, {
      method,
      headers: Object.fromEntries(signed.headers),
      ...(body && { body }),
      timeoutMs: 10_000,
      maxBytes: 20_000_000,
    });
  }

  return {
    async put(_tx, hash, size, bytes) {
      const { status } = await call("PUT", addressOf(hash, size), new Uint8Array(bytes));
      if (status > 299) throw new Error(`The object store answered ${status} to a new photo.`);
    },
    async get(hash, size) {
      const { status, body } = await call("GET", addressOf(hash, size));
      if (status === 404) return null;
      if (status !== 200) throw new Error(`The object store answered ${status} when asked for a photo.`);
      return body;
    },
    async remove(_tx, hash) {
      for (const size of sizes) {
        const { status } = await call("DELETE", addressOf(hash, size));
        if (status > 299 && status !== 404) {
          throw new Error(`The object store answered ${status} when told to delete a photo.`);
        }
      }
    },
  };
}
