export const ledgerMigrations: (new () => never)[] = [];
