/**
 * The factor by which letters are larger than on a desk, for what a program measures. It is the token `--scale`, which is
 * more than 1 in presenter view.
 */

class Letters {
  scale = $state(1);

  /** Reads the token again, after the styles changed. */
  measure(): void {
    this.scale = Number(getComputedStyle(document.documentElement).getPropertyValue('--scale')) || 1;
  }
}

export const letters = new Letters();
