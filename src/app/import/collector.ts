/** The collector script for the screens that show it; loaded when one is asked for. */
export async function collectorText(): Promise<string> {
  const { collectorScript } = await import('../../share/import/collector.ts');
  return collectorScript();
}
