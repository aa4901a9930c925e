/** The display colours of roles, as their tokens (ui/style/tokens.css), by the number that is remembered with a role. */

/** The last one is no longer offered, because AWS has five. A role that has it keeps it. */
const roleColors = ['Red', 'Orange', 'Yellow', 'Green', 'Blue', 'Pink'] as const;

/** The colours that AWS’s Switch Role page offers. */
export const offeredColors = roleColors.slice(0, 5).map((label, value) => ({
  value,
  label,
  swatch: roleColor(value),
}));

export function roleColor(color: number | undefined): string | undefined {
  const name = color === undefined ? undefined : roleColors[color];
  return name && `var(--role-${name.toLowerCase()})`;
}
