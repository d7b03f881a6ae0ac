#!/usr/bin/env node
// The program is TypeScript that runs as it lies here: tsx compiles each file when it is loaded, so nothing has to be
// built before the first start and nothing built can be out of date.
require('tsx/cjs');
require('./command-line.ts');
