package io.chartdrop.local.process;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * A Boot app jar, unpacked beside itself: the same program starts on half the CPU time when its
 * libraries are plain jars and not jars within a jar.
 */
final class Unpacked {
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final Object IN_THIS_JVM = new Object();

  private Unpacked() {}

  /** The jar to run. It is unpacked by the first who asks after it was built, of all processes. */
  static Path of(Path appJar) {
    Path folder = appJar.resolveSibling(appJar.getFileName().toString().replace(".jar", ""));
    Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
    synchronized (IN_THIS_JVM) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!isOf(appJar, folder)) {
          delete(folder);
          unpack(appJar, folder);
          Files.setLastModifiedTime(folder, Files.getLastModifiedTime(appJar));
        }
        return folder.resolve(appJar.getFileName());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Set last, so a folder that was left half-way is none. */
  private static boolean isOf(Path appJar, Path folder) throws IOException {
    return Files.exists(folder)
        && Files.getLastModifiedTime(folder).equals(Files.getLastModifiedTime(appJar));
  }

  /** Boot's own {@code jarmode=tools} does the same, for jars that hold Spring; not all do. */
  private static void unpack(Path appJar, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    try (JarFile packed = new JarFile(appJar.toFile())) {
      List<JarEntry> libraries = entries(packed, LIBRARIES);
      for (JarEntry library : libraries) {
        try (InputStream in = packed.getInputStream(library)) {
          Files.copy(in, folder.resolve("lib").resolve(nameOf(library)));
        }
      }
      Manifest manifest = new Manifest();
      Attributes main = manifest.getMainAttributes();
      main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      main.put(
          Attributes.Name.MAIN_CLASS,
          packed.getManifest().getMainAttributes().getValue("Start-Class"));
      main.put(
          Attributes.Name.CLASS_PATH,
          libraries.stream().map(library -> "lib/" + nameOf(library)).collect(joining(" ")));
      Path jar = folder.resolve(appJar.getFileName());
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        out.setLevel(Deflater.NO_COMPRESSION);
        for (JarEntry own : entries(packed, CLASSES)) {
          out.putNextEntry(new JarEntry(own.getName().substring(CLASSES.length())));
          try (InputStream in = packed.getInputStream(own)) {
            in.transferTo(out);
          }
        }
      }
    }
  }

  private static List<JarEntry> entries(JarFile jar, String folder) {
    return jar.stream()
        .filter(entry -> entry.getName().startsWith(folder))
        .filter(entry -> entry.getName().length() > folder.length())
        .toList();
  }

  private static String nameOf(JarEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
