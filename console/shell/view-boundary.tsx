import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';

interface ViewBoundaryProps {
  /** A fault belongs to the view that met it: the next one is drawn. */
  readonly path: string;
  readonly children: ReactNode;
}

interface State {
  readonly hasFailed: boolean;
  readonly path: string;
}

/**
 * Keeps the frame standing when a view cannot be drawn, or cannot be loaded because another version of the page has been
 * put in its place. React has this for classes only.
 */
export class ViewBoundary extends Component<ViewBoundaryProps, State> {
  override state: State = { hasFailed: false, path: this.props.path };

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ path }: ViewBoundaryProps, state: State): State | null {
    return path === state.path ? null : { hasFailed: false, path };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <NotShown /> : this.props.children;
  }
}

const NotShown = () => (
  <Alert
    role="alert"
    variant="light"
    color="red"
    icon={<IconAlertTriangle size={18} aria-hidden />}
    title="This view cannot be shown"
  >
    <Group justify="space-between" align="flex-end">
      <Text size="sm" c="inherit">
        The page may have been replaced by a newer one since it was opened, or it has a fault. Nothing was written by
        that.
      </Text>
      <Button size="xs" variant="default" onClick={() => location.reload()}>
        Reload the page
      </Button>
    </Group>
  </Alert>
);
