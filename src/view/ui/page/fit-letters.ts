/**
 * Makes a text as large as its box lets it be, for a class that reads nothing else. A name stays whole as long as it has
 * room in a line of its own at the smallest size; then it breaks.
 */

/** Pixels: what the last row reads in a window of 1024 × 768, and what is large enough in any window. */
const sizes = { least: 40, most: 160 } as const;

/** Keeps the size of the letters in `text`, until the returned function is called. `text` lies in `box`. */
export function fitLetters(box: HTMLElement, text: HTMLElement): () => void {
  const names = [...text.querySelectorAll<HTMLElement>('.whole')];
  const set = (size: number) => (text.style.fontSize = `${size}px`);
  const isWhole = (size: number) => names.every((name) => name.offsetHeight < size * 2);

  function fit() {
    // Letters of no size leave the box the height that is there.
    set(1);
    const { clientHeight: height, clientWidth: width } = box;
    const fits = (size: number, whole: boolean) => {
      set(size);
      return text.scrollHeight <= height && text.scrollWidth <= width && (!whole || isWhole(size));
    };
    const whole = fits(sizes.least, true);
    let [least, most]: [number, number] = [sizes.least, sizes.most];
    while (most - least > 1) {
      const middle = Math.floor((least + most) / 2);
      if (fits(middle, whole)) least = middle;
      else most = middle;
    }
    set(least);
  }

  const resized = new ResizeObserver(fit);
  resized.observe(box);
  fit();
  return () => {
    resized.disconnect();
    text.style.removeProperty('font-size');
  };
}
