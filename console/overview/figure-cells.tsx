import { Table, Text } from '@mantine/core';
import { countText, percentText } from '../parts/number';

interface Rate {
  readonly percent: string | null;
  readonly base: string;
}

interface FigureCellsProps {
  readonly figures: { readonly base: number; readonly due: number; readonly migrated: number };
  readonly arrived: Rate;
  /** Absent: it was never compared. */
  readonly matched: Rate | undefined;
}

const NO_WRAP = { whiteSpace: 'nowrap' } as const;

/** The numbers of a line, under the columns of the table. */
export function FigureCells({ figures: { base, due, migrated }, arrived, matched }: FigureCellsProps) {
  const lost = due - migrated;
  return (
    <>
      <Table.Td ta="right">{countText(base)}</Table.Td>
      <Table.Td ta="right">
        <Text inherit fw={lost > 0 ? 600 : undefined} component="span">
          {countText(lost)}
        </Text>
      </Table.Td>
      <Table.Td ta="right" title={arrived.base} style={NO_WRAP}>
        {percentText(arrived.percent)}
      </Table.Td>
      <Table.Td ta="right" title={matched?.base} style={NO_WRAP}>
        {percentText(matched?.percent)}
      </Table.Td>
    </>
  );
}
