/** The module that build/licences.ts makes. */

declare module 'virtual:licences' {
  export interface Licence {
    readonly name: string;
    readonly version: string;
    /** SPDX identifier. */
    readonly licence: string;
    /** Text of the package's own file; empty when it has none. */
    readonly text: string;
  }
  export const licences: readonly Licence[];
}
