import { Anchor, Button, Code, Table, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useEffect, useId, useRef } from 'react';
import { Link } from 'wouter';
import type { MappingName } from '../generated/operations';
import { wordsOf } from '../parts/words';
import { placeOfMapping } from '../places';
import { useTitleOf } from '../shell/shell-context';
import type { Rule } from './about';
import { FieldAnswers } from './field-answers';
import classes from './mapping.module.css';

interface FieldRowProps {
  readonly mapping: MappingName;
  readonly rule: Rule;
  /** Columns of the table. */
  readonly width: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One field in a line, and what is asked about it below when it is open. */
export function FieldRow({ mapping, rule, width, isOpen, onToggle }: FieldRowProps) {
  const id = useId();
  const button = useFocusOnArrival(isOpen);
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Button
            ref={button}
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon size={14} aria-hidden />}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={onToggle}
          >
            {rule.field}
          </Button>
        </Table.Td>
        <Table.Td>
          <Code>{rule.column}</Code>
        </Table.Td>
        <Table.Td>{rule.kind === 'genericReference' ? 'generic reference' : rule.kind}</Table.Td>
        <Table.Td className={classes.name}>{rule.words}</Table.Td>
        <Table.Td>
          <Parents of={rule.parent} isRequired={rule.required} />
        </Table.Td>
        <Table.Td>{wordsOf(rule.dataClass)}</Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr id={id}>
          <Table.Td colSpan={width} className={classes.detail}>
            <FieldAnswers mapping={mapping} rule={rule} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** Whoever came by a link to the field begins there. */
function useFocusOnArrival(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const isWanted = useRef(isOpen);
  useEffect(() => {
    if (isWanted.current) button.current?.focus();
  }, []);
  return button;
}

interface ParentsProps {
  /** Several are joined by "or", where the record decides. */
  readonly of: string | null;
  readonly isRequired: boolean;
}

function Parents({ of, isRequired }: ParentsProps) {
  const titleOf = useTitleOf();
  if (of === null) return null;
  return (
    <>
      {of.split(' or ').map((name, at) => (
        <Fragment key={name}>
          {at > 0 && ' or '}
          <Anchor component={Link} href={placeOfMapping(name)} size="sm">
            {titleOf(name)}
          </Anchor>
        </Fragment>
      ))}
      <Text span size="sm" c="var(--page-muted)">
        {isRequired ? ', required' : ', optional'}
      </Text>
    </>
  );
}
