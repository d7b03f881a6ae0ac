#!/usr/bin/env node
// The program is TypeScript that runs as it lies here: tsx compiles each file when it is loaded, so nothing has to be
// built before the first start and nothing built can be out of date.
const path = require('node:path');

// tsx takes the compiler's settings from the folder it is switched on in, and the program may be started in any.
const startedIn = process.cwd();
process.chdir(path.join(__dirname, '..'));
require('tsx/cjs');
process.chdir(startedIn);

require('./command-line.ts');
