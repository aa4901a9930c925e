/**
 * A value that follows another one frame later while that is heavy to draw, so that what a person waits for
 * (the verdict) is painted first. A light value is passed through at once.
 */
export function settled<V>(source: () => V, isHeavy: (value: V) => boolean): { readonly current: V } {
  let late = $state.raw(source());
  const heavy = $derived(isHeavy(source()));
  $effect(() => {
    const value = source();
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
      return heavy ? late : source();
    },
  };
}
