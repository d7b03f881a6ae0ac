import { Button, Table, Text } from '@mantine/core';
import { DownloadButton } from '../downloads/download-button';
import type { ReportIntegrityQuery } from '../generated/operations';
import { Answer, Loading } from '../parts/answer';
import { counted, countText } from '../parts/number';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { usePlace } from '../parts/use-place';
import { WideTable } from '../parts/wide-table';
import { useTitleOf } from '../shell/shell-context';
import { MappingLink } from './line-table';
import classes from './report.module.css';
import { integrityCsv } from './report-csv';

type Check = ReportIntegrityQuery['report']['integrity'][number];

interface IntegrityPanelProps {
  readonly answer: Answered<ReportIntegrityQuery>;
  /** Whether somebody asked for it. */
  readonly isWanted: boolean;
  /** Until the measures are counted: the servers do one of them at a time for one caller. */
  readonly isWaiting: boolean;
  readonly onWant: () => void;
}

/** Whether every reference leads somewhere, and to the right row. */
export function IntegrityPanel({ answer, isWanted, isWaiting, onWant }: IntegrityPanelProps) {
  const checks = answer.data?.report.integrity ?? [];
  // It was checked now, whenever the figures are of.
  const csv = <DownloadButton name="integrity" ending="csv" asOf={null} textOf={() => integrityCsv(checks)} />;
  return (
    <Panel title="Integrity of references" aside={isWanted && checks.length > 0 && csv}>
      {!isWanted && (
        <>
          <Text size="sm" mb="xs" className="no-print">
            Checks every reference of every mapping in the new database. It reads whole tables and takes a while.
          </Text>
          <Button size="xs" variant="default" className="no-print" onClick={onWant}>
            Check now
          </Button>
          <Text size="sm" className={classes.printOnly}>
            Not checked for this report.
          </Text>
        </>
      )}
      {isWanted && isWaiting && <Loading rows={6} />}
      {isWanted && !isWaiting && (
        <Answer of={answer} rows={6}>
          {({ report }) => <Checks checks={report.integrity} />}
        </Answer>
      )}
    </Panel>
  );
}

const isFinding = ({ orphans, wrongParents }: Check): boolean => orphans > 0 || wrongParents > 0;

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const [search, become] = usePlace();
  const findings = checks.filter(isFinding);
  const isAll = search.get('references') === 'all';
  const toggle = (): void => become({ references: isAll ? '' : 'all' });
  return (
    <>
      <Text size="sm" mb="xs" role="status">
        {findings.length === 0
          ? `All of ${counted(checks.length, 'reference')} lead to the right rows.`
          : `Of ${counted(checks.length, 'reference')}, ${countText(findings.length)} lead to no row or to a wrong one.`}
      </Text>
      {(isAll || findings.length > 0) && <CheckTable checks={isAll ? checks : findings} />}
      <Button size="xs" variant="subtle" className="no-print" aria-expanded={isAll} onClick={toggle}>
        {isAll ? 'Only those with findings' : `All ${countText(checks.length)} references`}
      </Button>
    </>
  );
}

function CheckTable({ checks }: { readonly checks: readonly Check[] }) {
  const titleOf = useTitleOf();
  return (
    <WideTable label="References" minWidth={760}>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Mapping</Table.Th>
            <Table.Th>Field</Table.Th>
            <Table.Th>Leads to</Table.Th>
            {['Checked', 'NULL', 'To no row', 'To a wrong row'].map((name) => (
              <Table.Th key={name} ta="right">
                {name}
              </Table.Th>
            ))}
            <Table.Th>New ids of some that lead to no row</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map((check) => (
            <Table.Tr key={`${check.mapping} ${check.field} ${check.parent}`}>
              <Table.Th scope="row" fw={400}>
                <MappingLink mapping={check.mapping} title={titleOf(check.mapping)} />
              </Table.Th>
              <Table.Td>{check.field}</Table.Td>
              <Table.Td>{check.parent}</Table.Td>
              {(['checked', 'unset', 'orphans', 'wrongParents'] as const).map((name) => (
                <Table.Td key={name} ta="right">
                  {countText(check[name])}
                </Table.Td>
              ))}
              <Table.Td>{check.orphanSample.join(', ') || '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
