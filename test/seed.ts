import fc from 'fast-check'

// Properties try the same values everywhere, so that a machine that fails fails again; others with `SEED=…`.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_125) })
