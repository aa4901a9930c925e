/** Presses a tool of the graph, which may be in the menu at the end of its row. */

import type { Page } from 'playwright-core';

export async function pressGraphTool(page: Page, name: string): Promise<void> {
  const row = page.getByRole('toolbar', { name: 'Graph' });
  const tool = row.getByRole('button', { name });
  if (!(await tool.first().isVisible())) await row.getByRole('button', { name: 'More tools' }).click();
  await tool.filter({ visible: true }).click();
}
