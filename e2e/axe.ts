import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Nothing on the page keeps anybody out (WCAG 2.2 AA as far as axe can tell).
 * @param at another page, whose browser has no scripts: its address is looked at in this one, as axe is a script
 */
export async function axe(page: Page, at?: Page): Promise<void> {
  if (at) await page.goto(at.url());
  // A page that is being read anew has no title for a moment.
  await expect(page).toHaveTitle(/./);
  // The map's own marks are tested with the map.
  const { violations } = await new AxeBuilder({ page }).exclude(".leaflet-container").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
