/** Presses a tool of the graph, which may be in the menu at the end of its row. */

import type { Locator, Page } from 'playwright-core';

export async function pressGraphTool(page: Page, name: string): Promise<void> {
  const row = page.getByRole('toolbar', { name: 'Graph' });
  const tool = row.getByRole('button', { name });
  if (!(await tool.first().isVisible())) await row.getByRole('button', { name: 'More tools' }).click();
  await tool.filter({ visible: true }).click();
}

/** The rows of the tree beside the drawing, which is folded away where there is little room. */
export async function treeRows(page: Page): Promise<Locator> {
  await page.getByRole('toolbar', { name: 'Graph' }).waitFor();
  if (!(await page.getByRole('tree').isVisible())) await pressGraphTool(page, 'Tree and table');
  return page.getByRole('treeitem');
}
