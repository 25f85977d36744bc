import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

// The pages that no other spec walks: each answers as it should, is accessible, and fits on a phone.

const pages: [path: string, status: number][] = [
  ["/reports/alderwick-city-council", 200],
  ["/reports/alderwick-city-council?status=open&sort=oldest", 200],
  ["/auth", 200],
  ["/auth/check-email", 200],
  ["/auth/MQ.not-a-link", 200],
  ["/confirm/MQ.not-a-link", 200],
  ["/my", 200],
  ["/outbox", 200],
  ["/about", 200],
  ["/help", 200],
  ["/privacy", 200],
  ["/no/such/page", 404],
];

async function expectNoFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
  ).toEqual([]);
}

async function expectItFits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "nothing is wider than the screen").toBeLessThanOrEqual(0);
}

for (const [path, status] of pages) {
  test(`${path} answers ${status}, is accessible and fits`, async ({ page }) => {
    await page.setViewportSize({ width: 375, height: 780 });
    const response = await page.goto(path);
    expect(response?.status()).toBe(status);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectNoFault(page);
    await expectItFits(page);
    await page.setViewportSize({ width: 1280, height: 860 });
    await expectItFits(page);
  });
}

test("every answer carries the headers that keep a page to itself", async ({ request }) => {
  const headers = (await request.get("/")).headers();
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
  });
  expect(headers["x-powered-by"]).toBeUndefined();
});
