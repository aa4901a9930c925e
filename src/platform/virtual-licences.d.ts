declare module 'virtual:licences' {
  export interface Licence {
    readonly name: string;
    readonly version: string;
    /** SPDX. */
    readonly licence: string;
    /** Of the package's own file; empty where it has none. */
    readonly text: string;
  }
  export const licences: readonly Licence[];
}
