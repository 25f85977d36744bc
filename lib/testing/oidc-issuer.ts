import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the issuer says about whoever signs in next. */
export type Person = { sub: string; email?: string; email_verified?: boolean };

/** Ways in which an issuer can be wrong: each must be refused. */
export type Fault =
  | "none"
  | "wrong key"
  | "wrong nonce"
  | "wrong audience"
  | "wrong issuer"
  | "expired"
  | "refuses";

type Asked = { nonce: string; challenge: string; person: Person };

/**
 * A small OpenID Connect provider for tests: discovery, authorization code with PKCE, RS256. It signs everybody in at once as the
 * person that it was told.
 */
export class OidcIssuer {
  readonly clientId = "mendline-test";
  readonly clientSecret = "a secret of the test's issuer";
  person: Person = { sub: "nobody" };
  fault: Fault = "none";
  /** Each request's path, to see that nobody else is asked. */
  readonly asked: string[] = [];
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly strangersKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly codes = new Map<string, Asked>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
  }
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    this.asked.push(url.pathname);
    const json = (value: object, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json({
          issuer: this.url,
          authorization_endpoint: `${this.url}/authorize`,
          token_endpoint: `${this.url}/token`,
          jwks_uri: `${this.url}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      case "/keys":
        return json({
          keys: [{ ...this.keys.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
        });
      case "/authorize":
        return this.authorize(url.searchParams, response);
      case "/token":
        return this.token(request, json);
      default:
        return json({ error: "not_found" }, 404);
    }
  }

  private authorize(query: URLSearchParams, response: ServerResponse): void {
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("state", query.get("state") ?? "");
    if (this.fault === "refuses") back.searchParams.set("error", "access_denied");
    else {
      const code = randomUUID();
      const challenge = query.get("code_challenge_method") === "S256" ? query.get("code_challenge") : null;
      this.codes.set(code, {
        nonce: query.get("nonce") ?? "",
        challenge: challenge ?? "",
        person: this.person,
      });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  private async token(
    request: IncomingMessage,
    json: (value: object, status?: number) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const code = form.get("code") ?? "";
    const asked = this.codes.get(code);
    this.codes.delete(code);
    const client = `${encodeURIComponent(this.clientId)}:${encodeURIComponent(this.clientSecret).replaceAll("%20", "+")}`;
    const basic = `Basic ${Buffer.from(client).toString("base64")}`;
    if (request.headers.authorization !== basic) return json({ error: "invalid_client" }, 401);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!asked || verifier !== asked.challenge) return json({ error: "invalid_grant" }, 400);
    json({ access_token: randomUUID(), token_type: "Bearer", expires_in: 60, id_token: this.idToken(asked) });
  }

  private idToken({ nonce, person }: Asked): string {
    const seconds = Math.floor(Date.now() / 1000) - (this.fault === "expired" ? 7200 : 0);
    const head = { alg: "RS256", typ: "JWT", kid: "1" };
    const claims = {
      ...person,
      iss: this.fault === "wrong issuer" ? "https://elsewhere.example" : this.url,
      aud: this.fault === "wrong audience" ? "somebody-else" : this.clientId,
      nonce: this.fault === "wrong nonce" ? "another" : nonce,
      iat: seconds,
      exp: seconds + 300,
    };
    const text = [head, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const keys = this.fault === "wrong key" ? this.strangersKeys : this.keys;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(keys.privateKey, "base64url")}`;
  }
}
