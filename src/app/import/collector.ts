/** Returns the text of the collector script. It is loaded when it is first shown. */

export async function collectorText(): Promise<string> {
  const { collectorScript } = await import('../../share/import/collector.ts');
  return collectorScript();
}
