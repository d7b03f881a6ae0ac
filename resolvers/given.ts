/** Conditions without those that were not given. */
type Given<Where> = { [K in keyof Where]?: NonNullable<Where[K]> };

export function given<Where extends object>(where: Where | undefined): Given<Where> {
  return Object.fromEntries(
    Object.entries(where ?? {}).filter(([, value]) => value !== null && value !== undefined),
  ) as Given<Where>;
}
