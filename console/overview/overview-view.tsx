import { ViewTitle } from '../parts/view-title';

export default function OverviewView() {
  return <ViewTitle title="Overview" />;
}
