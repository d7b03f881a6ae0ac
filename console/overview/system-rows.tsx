import { Anchor, Button, Table, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { OverviewFiguresQuery } from '../generated/operations';
import { FiguresBar } from '../parts/figures-bar';
import { countText } from '../parts/number';
import { placeOfMapping } from '../places';
import { useMay } from '../shell/shell-context';
import { FigureCells } from './figure-cells';
import classes from './system-rows.module.css';

type System = OverviewFiguresQuery['systems'][number];
type Mapping = System['mappings'][number];

interface SystemRowsProps {
  readonly system: System;
  readonly report: OverviewFiguresQuery['report'];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onCompare: (mapping: string) => void;
}

/** A system, and its mappings where it is unfolded. */
export function SystemRows({ system, report, isOpen, onToggle, onCompare }: SystemRowsProps) {
  const { name, mappings, figures } = system;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Table.Tbody>
      <Table.Tr className={classes.system}>
        <Table.Th scope="rowgroup">
          <UnstyledButton className={classes.fold} aria-expanded={isOpen} onClick={onToggle}>
            <Chevron size={16} aria-hidden />
            {name}
            <span className={classes.count}>
              {countText(mappings.length)}
              <span className={classes.unseen}>{mappings.length === 1 ? ' mapping' : ' mappings'}</span>
            </span>
          </UnstyledButton>
        </Table.Th>
        <Table.Td miw={140}>
          <FiguresBar figures={figures} />
        </Table.Td>
        <FigureCells
          figures={figures}
          arrived={figures.arrivalRate}
          matched={report.systems.find((line) => line.name === name)?.matchedRate}
        />
      </Table.Tr>
      {isOpen &&
        mappings.map((mapping) => (
          <MappingRow key={mapping.name} mapping={mapping} report={report} onCompare={onCompare} />
        ))}
    </Table.Tbody>
  );
}

interface MappingRowProps {
  readonly mapping: Mapping;
  readonly report: OverviewFiguresQuery['report'];
  readonly onCompare: (mapping: string) => void;
}

function MappingRow({ mapping: { name, title, figures }, report, onCompare }: MappingRowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className={classes.mapping}>
        <Anchor component={Link} href={placeOfMapping(name)} size="sm">
          {title}
        </Anchor>
      </Table.Th>
      {figures.asOf === null ? (
        <NotCompared title={title} onCompare={() => onCompare(name)} />
      ) : (
        <>
          <Table.Td>
            <FiguresBar figures={figures} />
          </Table.Td>
          <FigureCells
            figures={figures}
            arrived={figures.arrivalRate}
            matched={report.lines.find((line) => line.mapping === name)?.matchedRate}
          />
        </>
      )}
    </Table.Tr>
  );
}

interface NotComparedProps {
  readonly title: string;
  readonly onCompare: () => void;
}

function NotCompared({ title, onCompare }: NotComparedProps) {
  const may = useMay();
  return (
    <Table.Td colSpan={5}>
      not compared yet
      {may('startRun') && (
        <Button size="compact-xs" variant="default" ml="xs" aria-label={`Compare ${title}`} onClick={onCompare}>
          Compare
        </Button>
      )}
    </Table.Td>
  );
}
