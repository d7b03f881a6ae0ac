import type { CodegenConfig } from '@graphql-codegen/cli';

/** What the page asks, as typed documents: a query that the schema does not know stops the build. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'console/**/*.graphql',
  generates: {
    'console/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        // 64-bit numbers, decimals and instants are texts, and stay texts.
        scalars: {
          ID: 'string',
          BigInt: 'string',
          Decimal: 'string',
          Date: 'string',
          DateTime: 'string',
          JSONObject: 'Record<string, string | null>',
        },
        strictScalars: true,
        enumType: 'string-literal',
        skipTypename: false,
        nonOptionalTypename: false,
        arrayInputCoercion: false,
        optimizeDocumentNode: true,
      },
    },
  },
  silent: true,
};

export default config;
