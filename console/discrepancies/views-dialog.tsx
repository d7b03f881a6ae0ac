import { Alert, Button, Checkbox, Group, Modal, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useMutation } from 'urql';
import { RemoveDiscrepancyViewDocument, SaveDiscrepancyViewDocument } from '../generated/operations';
import { failureOf } from '../graphql/failure';
import { useViewer } from '../shell/shell-context';
import { type Conditions, keptWhereOf } from './conditions';
import type { SavedView } from './saved-view';

interface ViewsDialogProps {
  readonly isOpen: boolean;
  readonly conditions: Conditions;
  readonly views: readonly SavedView[];
  readonly onClose: () => void;
  /** One was saved or removed. */
  readonly onDone: () => void;
}

/** Keeps the conditions of the list under a name, and removes one's own views. */
export function ViewsDialog({ isOpen, onClose, ...props }: ViewsDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Views of the list" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <SaveForm {...props} onClose={onClose} />
        <OwnViews views={props.views.filter(({ isOwn }) => isOwn)} onDone={props.onDone} />
      </Stack>
    </Modal>
  );
}

/** Whether everybody may be shown a view is not for those who only look. */
const mayShare = (roles: readonly string[]): boolean => roles.some((role) => role !== 'VIEWER');

function SaveForm({ conditions, views, onClose, onDone }: Omit<ViewsDialogProps, 'isOpen'>) {
  const { roles } = useViewer();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [{ fetching }, saveView] = useMutation(SaveDiscrepancyViewDocument);
  const isKnown = views.some((view) => view.isOwn && view.name === name.trim());
  const save = async (): Promise<void> => {
    const input = { name, isShared, orderBy: conditions.orderBy, where: keptWhereOf(conditions) };
    const { data, error } = await saveView({ input });
    const refusal = error === undefined ? data?.saveView.userErrors[0]?.message : failureOf(error).message;
    setFault(refusal ?? null);
    if (refusal !== undefined) return;
    onDone();
    onClose();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <TextInput
        label="Name"
        description="It is shown to others too if the view is shared: name no person in it."
        required
        maxLength={60}
        value={name}
        error={fault}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      {mayShare(roles) && (
        <Checkbox
          label="Share it with everybody"
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      )}
      <Text size="xs" c="var(--page-muted)">
        Kept are the filters and the order. A legacy id and a text are not.
      </Text>
      <Group justify="flex-end">
        <Button type="submit" size="sm" loading={fetching} disabled={name.trim() === ''}>
          {isKnown ? 'Save in place of yours' : 'Save what is chosen now'}
        </Button>
      </Group>
    </Stack>
  );
}

function OwnViews({ views, onDone }: Pick<ViewsDialogProps, 'views' | 'onDone'>) {
  const [fault, setFault] = useState<string | null>(null);
  const [{ fetching }, removeView] = useMutation(RemoveDiscrepancyViewDocument);
  const remove = async (id: string): Promise<void> => {
    const { data, error } = await removeView({ input: { id } });
    setFault(error === undefined ? (data?.removeView.userErrors[0]?.message ?? null) : failureOf(error).message);
    onDone();
  };
  if (views.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h6">
        Your views
      </Title>
      {fault !== null && (
        <Alert role="alert" color="red">
          {fault}
        </Alert>
      )}
      <Table>
        <Table.Tbody>
          {views.map(({ id, name, isShared }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{isShared ? 'shared' : 'yours alone'}</Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={fetching}
                  aria-label={`Remove ${name}`}
                  onClick={() => void remove(id)}
                >
                  Remove
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
