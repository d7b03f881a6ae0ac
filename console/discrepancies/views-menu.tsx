import { Button, Menu } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { DiscrepancyViewsDocument } from '../generated/operations';
import { useAnswer } from '../parts/use-answer';
import { useMay } from '../shell/shell-context';
import type { Conditions } from './conditions';
import { placeOfView, type SavedView } from './saved-view';
import { ViewsDialog } from './views-dialog';

/** The lists that somebody keeps: whoever takes one goes to its address. They are asked for when the menu is opened. */
export function ViewsMenu({ conditions }: { readonly conditions: Conditions }) {
  const may = useMay();
  const [isAsked, setAsked] = useState(false);
  const [isManaged, setManaged] = useState(false);
  const answer = useAnswer(DiscrepancyViewsDocument, {}, { pause: !isAsked });
  const views = answer.data?.savedViews ?? [];
  return (
    <>
      <Menu position="bottom-end" width={280} onOpen={() => setAsked(true)}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} aria-hidden />}>
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {answer.isLoading && <Menu.Label>Loading…</Menu.Label>}
          {answer.failure !== null && <Menu.Label role="alert">{answer.failure.message}</Menu.Label>}
          {answer.data !== undefined && views.length === 0 && <Menu.Label>No view is saved yet.</Menu.Label>}
          <Views title="Yours" views={views.filter(({ isOwn }) => isOwn)} />
          <Views title="Shared by others" views={views.filter(({ isOwn }) => !isOwn)} />
          {may('saveView') && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setManaged(true)}>Save or remove a view…</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ViewsDialog
        isOpen={isManaged}
        conditions={conditions}
        views={views}
        onClose={() => setManaged(false)}
        onDone={answer.ask}
      />
    </>
  );
}

function Views({ title, views }: { readonly title: string; readonly views: readonly SavedView[] }) {
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{title}</Menu.Label>
      {views.map((view) => (
        <Menu.Item key={view.id} component={Link} href={placeOfView(view)}>
          {view.isOwn ? view.name : `${view.name} (${view.owner})`}
        </Menu.Item>
      ))}
    </>
  );
}
