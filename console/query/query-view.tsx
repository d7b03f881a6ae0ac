import { ViewTitle } from '../parts/view-title';

export default function QueryView() {
  return <ViewTitle title="Query" />;
}
