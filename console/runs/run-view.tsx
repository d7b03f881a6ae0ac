import { ViewTitle } from '../parts/view-title';

export default function RunView() {
  return <ViewTitle title="Run" />;
}
