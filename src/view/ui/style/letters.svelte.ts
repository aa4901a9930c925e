/** The factor by which letters are larger than on a desk (the token `--scale`), for what a program measures. */

class Letters {
  scale = $state(1);

  /** Reads the token again, after the styles changed. */
  measure(): void {
    this.scale = Number(getComputedStyle(document.documentElement).getPropertyValue('--scale')) || 1;
  }
}

export const letters = new Letters();
