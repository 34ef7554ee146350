// Who may import whom (ARCHITECTURE.md has the table). tests/architecture plants one violation of every kind.
const lib = (...names) => `^src/lib/(${names.join('|')})/`;
const PURE = ['math', 'blend', 'vault', 'session', 'venues', 'keeper'];
const RESULT = '^src/lib/result\\.ts$';
const KNOWN = '^src/lib/known\\.ts$';
const NETWORKS = '^src/lib/networks\\.ts$';
/** Modules of nothing but types: the shapes that views show. */
const TYPES_ONLY = [
	'^src/lib/flows/(request|preview|stage)\\.ts$',
	'^src/worker/(protocol|sandbox-protocol)\\.ts$'
];
const TEST = '\\.test\\.ts$';
const rule = (name, from, allowed) => ({
	name,
	severity: 'error',
	from: { path: from, pathNot: TEST },
	to: { pathNot: [RESULT, KNOWN, ...allowed].join('|') }
});
const layer = (from, to, more = []) =>
	rule(`layer:${from}`, lib(from), [lib(from, ...to), ...more]);
const pkg = (name) => `node_modules/${name}/`;
const VALIBOT = pkg('valibot');
const only = (name, where) => ({
	name: `only:${name}`,
	severity: 'error',
	from: { path: '^src', pathNot: `${where}|${TEST}` },
	to: { path: pkg(name) }
});
module.exports = {
	forbidden: [
		{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no-unresolved',
			severity: 'error',
			from: { pathNot: TEST },
			to: { couldNotResolve: true, pathNot: '^\\$(app|env)/' }
		},
		rule('layer:result', RESULT, []),
		rule('layer:known', KNOWN, []),
		rule('layer:networks', NETWORKS, [lib(...PURE), VALIBOT]),
		layer('math', []),
		layer('blend', ['math']),
		layer('vault', ['math']),
		layer('session', ['math']),
		layer('venues', ['math']),
		layer('keeper', PURE),
		layer('chain', PURE, [NETWORKS, VALIBOT, pkg('@stellar/stellar-sdk'), pkg('@noble/hashes')]),
		layer('wallet', PURE, [pkg('@stellar/freighter-api')]),
		layer('storage', PURE, [VALIBOT, pkg('idb-keyval')]),
		layer('sandbox', PURE, [VALIBOT]),
		layer('deployment', [...PURE, 'chain'], [NETWORKS, VALIBOT]),
		layer('flows', [...PURE, 'chain', 'wallet', 'storage'], [NETWORKS]),
		layer(
			'state',
			[...PURE, 'chain', 'flows', 'wallet', 'storage', 'sandbox', 'deployment'],
			[
				NETWORKS,
				'^src/worker/(client|protocol|sandbox-client|sandbox-protocol)\\.ts$',
				pkg('svelte')
			]
		),
		layer('ui', PURE, [pkg('svelte'), NETWORKS, ...TYPES_ONLY]),
		rule('layer:engine', '^src/worker/(engine|lookout|teller|protocol|sandbox-protocol)\\.ts$', [
			'^src/worker/',
			lib(...PURE),
			NETWORKS
		]),
		rule(
			'layer:worker',
			'^src/worker/(?!(client|sandbox-client|engine|lookout|teller|protocol|sandbox-protocol)\\.ts$)',
			[
				'^src/worker/',
				lib(...PURE, 'chain', 'storage', 'sandbox', 'deployment'),
				NETWORKS,
				VALIBOT,
				pkg('comlink')
			]
		),
		rule('layer:client', '^src/worker/(client|sandbox-client)\\.ts$', [
			'^src/worker/',
			lib(...PURE),
			NETWORKS,
			pkg('comlink')
		]),
		rule('layer:routes', '^src/routes/', [
			'^src/routes/',
			lib(...PURE, 'state', 'ui'),
			NETWORKS,
			...TYPES_ONLY,
			pkg('(svelte|@sveltejs/kit)'),
			'^\\$app/',
			'\\.css$'
		]),
		only('@stellar/stellar-sdk', '^src/lib/chain/'),
		only('@noble/hashes', '^src/lib/chain/hash\\.ts$'),
		only('@stellar/freighter-api', '^src/lib/wallet/'),
		only('idb-keyval', '^src/lib/storage/'),
		only('comlink', '^src/worker/'),
		only('svelte', '^src/(routes|lib/(state|ui))/')
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'browser', 'import', 'default'],
			extensions: ['.ts', '.svelte', '.js']
		}
	}
};
