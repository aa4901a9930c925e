/** Page code that waits for the page at rest: nothing loads, is written or works, moves, or was changed in the last frames. */

export async function comeToRest(): Promise<void> {
  await document.fonts.ready;
  let still = 0;
  const changes = new MutationObserver(() => (still = 0));
  changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let frame = 0; still < 6; frame += 1) {
    if (frame > 1_200) throw new Error('the page does not come to rest');
    await new Promise(requestAnimationFrame);
    // A movement without an end, such as the ring of a code, is not waited for.
    const moves = document.getAnimations().some(({ playState, effect }) => {
      return playState === 'running' && Number(effect?.getComputedTiming().endTime) < 2_000;
    });
    const { held = [], pending = [] } = (await navigator.locks?.query()) ?? {};
    const works = held.length + pending.length > 0 || document.querySelector('.loading, [aria-busy="true"]');
    still = moves || works ? 0 : still + 1;
  }
  changes.disconnect();
}
