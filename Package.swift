// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "allot",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .target(name: "Domain"),
    .target(name: "SafeText"),
    .target(
      name: "Configuration",
      dependencies: ["ServiceLayer", "SafeText", .product(name: "TOMLKit", package: "TOMLKit")]
    ),
    .target(name: "ServiceLayer", dependencies: ["Domain", "SafeText"]),
    .target(name: "StoreMemory", dependencies: ["Domain"]),
    .target(
      name: "SQLiteStore",
      dependencies: [
        "ServiceLayer", "StoreMemory", "Domain", "SafeText",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]
    ),
    .systemLibrary(name: "CLinux"),
    .target(
      name: "FileSystem",
      dependencies: [
        "CLinux", "SafeText", .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .target(name: "CSVReading", dependencies: ["CLibCSV"]),
    .target(
      name: "MorningPage",
      dependencies: [
        "ServiceLayer", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("report.mustache")]
    ),
    .target(
      name: "Pipeline",
      dependencies: [
        "ServiceLayer", "Domain", "CSVReading", "FileSystem", "SafeText", "MorningPage",
        "Configuration",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .executableTarget(
      name: "allot",
      dependencies: [
        "Pipeline", "SQLiteStore", "ServiceLayer", "Domain", "CSVReading", "FileSystem",
        "SafeText", "Configuration",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .executableTarget(name: "bench"),
    .target(
      name: "Fuzzing",
      dependencies: ["Pipeline", "ServiceLayer", "Domain", "CSVReading", "SafeText"]
    ),
    // What tests of the domain and the service layer need: no database, no program.
    .target(name: "TestSupport", dependencies: ["ServiceLayer", "Domain"]),
    // What drives the real edges: SQLite, the built program, the system under it.
    .target(
      name: "SystemTestSupport",
      dependencies: [
        "TestSupport", "SQLiteStore", "ServiceLayer",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "BenchTests",
      dependencies: ["allot", "bench", "TestSupport", "SystemTestSupport"]
    ),
    .testTarget(
      name: "StoryTests",
      dependencies: [
        "Pipeline", "SQLiteStore", "ServiceLayer", "Domain", "FileSystem", "TestSupport",
        "SystemTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["OldDatabase"]
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "allot", "FileSystem", "TestSupport", "SystemTestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "ConcurrencyTests",
      dependencies: [
        "allot", "TestSupport", "SystemTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "CrashTests",
      dependencies: [
        "allot", "Pipeline", "TestSupport", "SystemTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "StoreMemoryTests",
      dependencies: ["StoreMemory", "Domain", "TestSupport"]
    ),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"]),
    .testTarget(
      name: "ServiceLayerTests",
      dependencies: ["ServiceLayer", "Domain", "TestSupport"]
    ),
    .testTarget(
      name: "StoreContractTests",
      dependencies: [
        "SQLiteStore", "ServiceLayer", "Domain", "TestSupport", "SystemTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "PropertyTests",
      dependencies: ["Pipeline", "ServiceLayer", "Domain", "TestSupport", "SystemTestSupport"]
    ),
    .testTarget(
      name: "SoakTests",
      dependencies: [
        "allot", "ServiceLayer", "Domain", "TestSupport", "SystemTestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "DecodingTests",
      dependencies: ["Pipeline", "CSVReading", "ServiceLayer", "Domain", "TestSupport"]
    ),
    .testTarget(
      name: "MorningPageTests",
      dependencies: ["MorningPage", "ServiceLayer", "TestSupport", "SystemTestSupport"],
      exclude: ["inspect.html"]
    ),
    .testTarget(name: "CSVReadingTests", dependencies: ["CSVReading"]),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: ["Configuration", "Pipeline", "ServiceLayer", "TestSupport"]
    ),
    .testTarget(
      name: "FileSystemTests",
      dependencies: [
        "FileSystem", "SafeText", .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "PowerCutTests",
      dependencies: [
        "allot", "TestSupport", "SystemTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["Fuzzing", "TestSupport"],
      exclude: ["Corpus"]
    ),
    .testTarget(
      name: "GrowthTests",
      dependencies: [
        "allot", "TestSupport", "SystemTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "HostileInputTests",
      dependencies: [
        "Fuzzing", "Pipeline", "CSVReading", "FileSystem", "ServiceLayer", "Domain",
        "TestSupport", "SystemTestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "CronTests",
      dependencies: ["allot", "TestSupport", "SystemTestSupport"],
      exclude: ["night-under-cron", "ping-server"]
    ),
    .testTarget(
      name: "SecurityTests",
      dependencies: ["allot", "TestSupport", "SystemTestSupport"],
      exclude: ["machine"]
    ),
  ]
)

// libFuzzer brings a main of its own, so its program is there only for `cron/fuzz`.
if Context.environment["ALLOT_FUZZ"] != nil {
  package.targets.append(.executableTarget(name: "fuzz", dependencies: ["Fuzzing"]))
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [.enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error)]
  target.swiftSettings?.append(
    .unsafeFlags(
      ["-enforce-exclusivity=unchecked", "-cross-module-optimization"],
      .when(configuration: .release)
    )
  )
  if target.type != .test {
    target.swiftSettings?.append(contentsOf: [
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
    ])
  }
}
