import { ViewTitle } from '../parts/view-title';

export default function ApprovalsView() {
  return <ViewTitle title="Approvals" />;
}
