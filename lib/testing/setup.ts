import { afterEach, expect, vi } from "vitest";

// A test that logs an error nobody asked for has found one: it fails.
const errorSpy = vi.spyOn(console, "error");
afterEach(() => {
  const calls = errorSpy.mock.calls.map((call) => call.map(String).join(" "));
  errorSpy.mockClear();
  expect(calls, "unexpected console.error").toEqual([]);
});
