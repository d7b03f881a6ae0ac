/**
 * Works on the next page while whoever asked deals with the last one, so that neither server nor this process has to
 * wait for the other. One page is ahead, never more: memory stays bounded.
 */
export async function* ahead<Page>(pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  const ask = (): Promise<IteratorResult<Page>> => {
    const asked = pages.next();
    // An error is told when the page is waited for; until then it is nobody's.
    asked.catch(() => undefined);
    return asked;
  };
  let next = ask();
  try {
    for (;;) {
      const answer = await next;
      if (answer.done === true) return;
      next = ask();
      yield answer.value;
    }
  } finally {
    // Whoever leaves early leaves nothing running behind.
    await next.catch(() => undefined);
    await pages.return(undefined);
  }
}
