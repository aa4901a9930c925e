/** Types of the modules that vite-plugin-pwa makes. */

/// <reference types="vite-plugin-pwa/client" />
