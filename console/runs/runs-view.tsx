import { ViewTitle } from '../parts/view-title';

export default function RunsView() {
  return <ViewTitle title="Runs" />;
}
