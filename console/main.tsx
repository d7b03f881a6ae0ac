import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { readStyleNonce } from './sign-in/settings';
import { theme, variables } from './theme';

const page = document.getElementById('page');
if (page === null) throw new Error('the document has no place for the page');

// The library that keeps the page from scrolling behind a dialog asks for the nonce by this name, and has no other way.
Object.assign(globalThis, { __webpack_nonce__: readStyleNonce() });

createRoot(page).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={readStyleNonce}
    >
      <App />
    </MantineProvider>
  </StrictMode>,
);
