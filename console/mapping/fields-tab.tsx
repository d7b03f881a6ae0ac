import type { MappingName } from '../generated/operations';
import { HeadedTable } from '../parts/headed-table';
import { Panel } from '../parts/panel';
import type { About } from './about';
import { FieldRow } from './field-row';
import { useMappingPlace } from './mapping-place';

const HEADS = ['Field', 'Column', 'Kind', 'Rule', 'Parent', 'Class'];

interface FieldsTabProps {
  readonly mapping: MappingName;
  readonly about: About;
}

/** Every new field with its rule in words; what its values look like is asked for one field at a time. */
export function FieldsTab({ mapping, about }: FieldsTabProps) {
  const { field, become } = useMappingPlace();
  return (
    <Panel title="Fields">
      <HeadedTable label="Fields and their rules" minWidth={900} heads={HEADS}>
        {about.rules.map((rule) => (
          <FieldRow
            key={rule.field}
            mapping={mapping}
            rule={rule}
            width={HEADS.length}
            isOpen={rule.field === field}
            onToggle={() => become({ field: rule.field === field ? null : rule.field, answers: null })}
          />
        ))}
      </HeadedTable>
    </Panel>
  );
}
