/** The choice to lock a file, with the passphrase typed twice. Nothing of it is stored. */

const fewest = 8;
const good = 16;

export class LockChoice {
  on = $state(false);
  passphrase = $state('');
  again = $state('');

  get fault(): string | undefined {
    const { length } = [...this.passphrase];
    return length > 0 && length < fewest ? `Use at least ${fewest} characters.` : undefined;
  }

  get differs(): boolean {
    return this.again !== '' && this.again !== this.passphrase;
  }

  get strength(): string {
    const { length } = [...this.passphrase];
    if (length < fewest) return `At least ${fewest} characters. Four or five random words are good.`;
    if (length < good) return 'Weak. A computer may guess it. Five random words are much better.';
    return 'Good, if it is not a well-known sentence.';
  }

  get isReady(): boolean {
    return !this.on || (this.passphrase !== '' && !this.fault && this.again === this.passphrase);
  }

  get value(): string | undefined {
    return this.on ? this.passphrase : undefined;
  }

  forget(): void {
    [this.passphrase, this.again] = ['', ''];
  }
}
