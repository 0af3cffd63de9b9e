import FileSystem
import Foundation
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// A digest beside a dropped file.
struct SidecarTests {
  @Test func `a digest beside a file must match; the second mismatch needs a human`() throws {
    try Root.lend { root in
      let batches = "ref,sku,qty,eta\nB1,LAMP,10,\n"
      try root.drop(batches, as: "batches.csv")
      try root.drop(String(repeating: "0", count: 64) + "  batches.csv\n", as: "batches.csv.sha256")

      let first = try root.night(1)
      #expect(first.code == 0, "\(first)")
      #expect(first.output.contains("batches.csv  held"))
      #expect(
        try root.text("reports/latest/files.csv").contains(
          """
          batches.csv,,batches,,held,0,0,0,0,0,its bytes do not match batches.csv.sha256: was the \
          upload complete?
          """
        )
      )
      let second = try root.night(2, "--quiet")
      #expect(second.code == 1)
      #expect(
        second.errors.contains(
          """
          batches.csv: held: its bytes do not match batches.csv.sha256: was the upload complete?; \
          it was held by the last run, too
          """
        )
      )

      let sidecar = root.folder.appending(path: "inbox/batches.csv.sha256")
      try FileManager.default.removeItem(at: sidecar)
      let sum = try Running(
        ["/usr/bin/sha256sum", root.path + "/inbox/batches.csv"],
        environment: [:],
        in: "/"
      ).wait().output
      try root.drop(sum.uppercased().prefix(64) + "  batches.csv\n", as: "batches.csv.sha256")
      #expect(try root.night(3).code == 0)
      #expect(try root.names("archive/2026-11-25") == ["batches.csv", "batches.csv.sha256"])
    }
  }

  /// The output of `sha256sum`, `shasum`, `openssl` and BSD's `sha256`, and the result for the
  /// file.
  @Test func `a digest of the usual programs is read beside the file or its stem`()
    throws
  {
    let forms: [(name: String, sidecar: String, text: (String, String) -> String)] = [
      ("orders-a.csv", "orders-a.csv.sha256", { "\($0) *\($1)\n" }),
      ("orders-b.csv", "orders-b.csv.SHA256", { "\($0)\r\n" + String($1.prefix(0)) }),
      ("orders-c.csv", "orders-c.sha256", { "\u{FEFF}\($0)  ./out/\($1)\r\n" }),
      ("orders-d.csv", "orders-d.csv.sha256", { "SHA256 (\($1)) = \($0)\n" }),
      ("orders-e.csv", "orders-e.csv.sha256", { "SHA2-256(\($1))= \($0.uppercased())\n" }),
      ("orders-f\\.csv", "orders-f\\.csv.sha256", { hash, _ in "\\\(hash)  orders-f\\\\.csv\n" }),
      (
        "orders-g.csv", "orders-g.csv.sha256",
        { "\(String(repeating: "0", count: 64))  batches.csv\n\($0)  \($1)\n" }
      ),
    ]
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,100\n", as: "batches.csv")
      for (number, form) in forms.enumerated() {
        try root.drop("orderid,sku,qty\nO-\(number),LAMP,1\n", as: form.name)
        let sum = try Running(
          ["/usr/bin/sha256sum", root.path + "/inbox/" + form.name],
          environment: [:],
          in: "/"
        ).wait().output.drop { $0 == "\\" }
        try root.drop(form.text(String(sum.prefix(64)), form.name), as: form.sidecar)
      }
      let night = try root.night(1)
      #expect(night.code == 0, "\(night)")
      #expect(
        try root.names("archive/2026-11-23")
          == (["batches.csv"] + forms.flatMap { [$0.name, $0.name + ".sha256"] }).sorted()
      )
      try Shell.expect(
        #"cd "$1/archive/2026-11-23" && sha256sum --check --strict --quiet -- *.sha256"#,
        root.path
      )
      #expect(try root.names("inbox") == [".processing"])
    }
  }

  @Test func `a digest only of other files holds the file`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,100\n", as: "batches.csv")
      let zeros = String(repeating: "0", count: 64)
      try root.drop("\(zeros)  a.csv\n\(zeros)  b.csv\n", as: "batches.csv.sha256")
      let night = try root.night(1)
      #expect(
        night.output.contains("batches.csv.sha256 has no digest for it: write it as `sha256sum"),
        "\(night)"
      )
      #expect(root.has("inbox/batches.csv"))
    }
  }
}
