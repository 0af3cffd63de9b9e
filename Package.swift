// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "allot",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "Domain"),
    .target(name: "SafeText"),
    .target(name: "ServiceLayer", dependencies: ["Domain", "SafeText"]),
    .target(
      name: "SQLiteStore",
      dependencies: [
        "ServiceLayer", "Domain",
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
      name: "Pipeline",
      dependencies: [
        "ServiceLayer", "Domain", "CSVReading", "FileSystem", "SafeText",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .executableTarget(
      name: "allot",
      dependencies: [
        "Pipeline", "SQLiteStore", "ServiceLayer", "Domain", "CSVReading", "FileSystem",
        "SafeText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .executableTarget(name: "bench"),
    .target(
      name: "Fuzzing",
      dependencies: ["Pipeline", "ServiceLayer", "Domain", "CSVReading", "SafeText"]
    ),
    .target(
      name: "TestSupport",
      dependencies: [
        "SQLiteStore", "ServiceLayer", "Domain",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(name: "BenchTests", dependencies: ["allot", "bench", "TestSupport"]),
    .testTarget(
      name: "StoryTests",
      dependencies: [
        "Pipeline", "SQLiteStore", "ServiceLayer", "FileSystem", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "allot", "FileSystem", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "ConcurrencyTests",
      dependencies: [
        "allot", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "CrashTests",
      dependencies: [
        "allot", "Pipeline", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"]),
    .testTarget(
      name: "ServiceLayerTests",
      dependencies: ["ServiceLayer", "Domain", "TestSupport"]
    ),
    .testTarget(
      name: "StoreContractTests",
      dependencies: [
        "SQLiteStore", "ServiceLayer", "Domain", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(name: "PropertyTests", dependencies: ["ServiceLayer", "Domain", "TestSupport"]),
    .testTarget(
      name: "SoakTests",
      dependencies: [
        "allot", "ServiceLayer", "Domain", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(name: "CSVReadingTests", dependencies: ["CSVReading"]),
    .testTarget(
      name: "FileSystemTests",
      dependencies: [
        "FileSystem", "SafeText", .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "PowerCutTests",
      dependencies: ["allot", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]
    ),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["Fuzzing", "TestSupport"],
      exclude: ["Corpus"]
    ),
    .testTarget(
      name: "HostileInputTests",
      dependencies: [
        "Fuzzing", "Pipeline", "CSVReading", "FileSystem", "ServiceLayer", "Domain",
        "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    .testTarget(
      name: "CronTests",
      dependencies: ["allot", "TestSupport"],
      exclude: ["night-under-cron"]
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
