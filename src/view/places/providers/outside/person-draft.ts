/** Converts the groups and attributes of a person to the texts of a form and back. */

export const groupsInText = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((group) => group.trim())
      .filter((group) => group !== ''),
  ),
];

export const attributeText = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');

/** Lines without `=`, without a name or without a value are ignored. */
export const attributesInText = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      const key = line.slice(0, Math.max(at, 0)).trim();
      const value = line.slice(at + 1).trim();
      return key === '' || value === '' ? [] : [[key, value]];
    }),
  );
