import { useParams } from 'wouter';
import type { MappingName } from '../generated/operations';
import { Empty } from '../parts/empty';
import { ViewTitle } from '../parts/view-title';
import { useMappings } from '../shell/shell-context';
import type { RecordId } from './compared';
import { RecordPage } from './record-page';

/** The record that the address names. */
export default function RecordView() {
  const { mapping = '', legacyId = null, newId = null } = useParams<Partial<Record<keyof RecordId, string>>>();
  const isKnown = useMappings().some(({ name }) => name === mapping);
  if (!isKnown)
    return (
      <>
        <ViewTitle title="Record" />
        <Empty title="There is no such mapping">
          The address is mistyped, or it names one of a system that is not yours.
        </Empty>
      </>
    );
  const id: RecordId = { mapping: mapping as MappingName, legacyId, newId };
  // Another record is another page: nothing that was opened or revealed of this one stays.
  return <RecordPage key={`${mapping} ${legacyId ?? newId}`} id={id} />;
}
