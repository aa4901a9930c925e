/**
 * Follows a value one frame later while it is heavy to draw, so that the verdict, which a person waits for,
 * is painted first. A light value is passed on at once. While the source has no value, the former one stays.
 */

export function settled<V>(
  source: () => V | undefined,
  isHeavy: () => boolean,
): { readonly current: V | undefined } {
  let late = $state.raw<V | undefined>();
  const heavy = $derived(isHeavy());
  $effect(() => {
    const value = source();
    if (value === undefined) return;
    if (!heavy) {
      late = value;
      return;
    }
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => (late = value), 0);
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  });
  return {
    get current() {
      return heavy ? late : (source() ?? late);
    },
  };
}
