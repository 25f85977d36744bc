import { type ChildProcess, fork } from "node:child_process";
import pg from "pg";
import { inject } from "vitest";
import type { commands } from "@/lib/testing/two-sites/commands";

type Commands = typeof commands;
type Extra = { later: (ms: number) => Promise<void>; ignoreKeysOfReaders: (on: boolean) => Promise<void> };
type All = Commands & Extra;
type InputOf<Name extends keyof All> = Parameters<All[Name]>[0];
type AnswerOf<Name extends keyof All> = Awaited<ReturnType<All[Name]>>;

export type Site = {
  url: string;
  ask: <Name extends keyof All>(name: Name, input: InputOf<Name>) => Promise<AnswerOf<Name>>;
  end: () => Promise<void>;
};

type Told = { ready?: string; id?: number; answer?: unknown; error?: string };
type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void };

/** Starts a site with a database of its own in a process of its own; `end` takes both away. */
export async function startSite(name: string): Promise<Site> {
  const { admin, template } = inject("postgres");
  const database = `test_${process.pid}_${name}_${crypto.randomUUID().slice(0, 8)}`;
  await onServer(admin, `create database "${database}" template "${template}"`);
  const databaseUrl = new URL(admin);
  databaseUrl.pathname = `/${database}`;
  const child = fork("lib/testing/two-sites/site.ts", {
    execArgv: ["--import", "tsx", "--no-warnings"],
    env: {
      ...process.env,
      ...{
        DATABASE_URL: databaseUrl.href,
        DATABASE_POOL: "4",
        SECRET: `the secret of site ${name}, which is long enough`,
      },
      ...{ STAGING: "0", PRIVATE_HOSTS: "127.0.0.1", NODE_ENV: "test", LOG_LEVEL: "error", SITE_NAME: name },
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const url = await readyUrl(child, waiting);
  return {
    url,
    ask: (command, input) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        child.send({ id, name: command, input });
      }),
    end: async () => {
      child.removeAllListeners("exit");
      child.kill();
      await onServer(admin, `drop database "${database}" with (force)`);
    },
  };
}

function readyUrl(child: ChildProcess, waiting: Map<number, Waiting>): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on("message", ({ ready, id = 0, answer, error }: Told) => {
      if (ready) return resolve(ready);
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error) asked?.reject(new Error(error));
      else asked?.resolve(answer as never);
    });
    child.once("exit", (code) => {
      const gone = new Error(`A site has ended with ${code}.`);
      reject(gone);
      for (const asked of waiting.values()) asked.reject(gone);
    });
  });
}

async function onServer(admin: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
