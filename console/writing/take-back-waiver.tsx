import { Button } from '@mantine/core';
import { type MappingName, WritingWaiversDocument, type WritingWaiversQuery } from '../generated/operations';
import { useAnswer } from '../parts/use-answer';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from './write-request';

type WaiveRequest = WriteRequest & { readonly kind: 'WAIVE' };
type Waiver = WritingWaiversQuery['waivers']['nodes'][number];

interface TakeBackWaiverProps {
  readonly request: WaiveRequest;
  readonly onTakeBack: (request: WriteRequest) => void;
}

/** The answer of a waiver does not name it: it is the newest one that stands for what was asked. */
export function TakeBackWaiver({ request, onTakeBack }: TakeBackWaiverProps) {
  const mayWithdraw = useMay()('withdrawWaiver');
  const { data } = useAnswer(WritingWaiversDocument, { where: whereOf(request) }, { pause: !mayWithdraw });
  const waiver = data?.waivers.nodes.find((candidate) => isOf(request, candidate));
  if (waiver === undefined) return null;
  return (
    <Button
      variant="default"
      onClick={() => onTakeBack({ kind: 'WITHDRAW', mapping: request.mapping, waiverId: waiver.id })}
    >
      Take back
    </Button>
  );
}

function whereOf(request: WaiveRequest) {
  const where = { mapping: request.mapping as MappingName, standing: true };
  if ('rootCause' in request) return { ...where, rootCause: request.rootCause };
  return 'legacyId' in request ? { ...where, legacyId: request.legacyId } : where;
}

function isOf(request: WaiveRequest, waiver: Waiver): boolean {
  if ('rootCause' in request) return waiver.rootCause === request.rootCause;
  if ('newId' in request && waiver.newId !== request.newId) return false;
  return waiver.scope !== 'ROOT_CAUSE' && waiver.field === (request.field ?? null);
}
