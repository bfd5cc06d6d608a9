package io.chartdrop.journeys.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A Markdown file of the checkout, read as GitHub reads it. */
record Document(Path file, Node root) {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** Made by a build, or not ours. */
  private static final Set<String> NOT_SOURCES =
      Set.of(".git", ".chartdrop", ".terraform", "node_modules", "target");

  private static final Pattern ID = Pattern.compile("<h[1-6] id=\"([^\"]*)\"");
  private static final Pattern SOURCE = Pattern.compile("(?:src|srcset|href)=\"([^\"]*)\"");

  static Document of(Path file) {
    try {
      return new Document(file, PARSER.parse(Files.readString(file, UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of the checkout. */
  static List<Document> all() {
    List<Document> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          Repository.root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes its) {
              return NOT_SOURCES.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes its) {
              if (file.toString().endsWith(".md")) {
                found.add(of(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Where its links and pictures lead, as they are written. */
  List<String> targets() {
    List<String> targets = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            targets.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            targets.add(image.getDestination());
          }
        });
    SOURCE.matcher(html()).results().map(found -> found.group(1)).forEach(targets::add);
    return targets.stream().distinct().toList();
  }

  /** The anchors of its headings. */
  Set<String> anchors() {
    return ID.matcher(html()).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /** The lines of its code blocks of this language. */
  Stream<String> code(String language) {
    List<String> lines = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            if (block.getInfo().equals(language)) {
              lines.addAll(block.getLiteral().lines().toList());
            }
          }
        });
    return lines.stream();
  }

  private String html() {
    return RENDERER.render(root);
  }

  @Override
  public String toString() {
    return Repository.root().relativize(file).toString();
  }
}
