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
