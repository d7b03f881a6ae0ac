/** Keys, and what is read out, are the view's from here on. */
export const focusView = (): void => document.getElementById('view')?.focus({ preventScroll: true });
