/**
 * A value that follows another one frame later while that is heavy to draw, so that what a person waits for
 * (the verdict) is painted first. A light value is passed through at once. While the source has nothing
 * (what it is made of is on its way), the former value stands.
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
