package io.orderflow.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the documents of this repository. Readers follow their links and look for the files that they name. */
class DocumentsTest {

    @TempDir
    private Path folder;

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        assertThat(repository().deadLinks()).isEmpty();
    }

    @Test
    void namedFilesExist() throws IOException {
        assertThat(repository().missingFiles()).isEmpty();
    }

    @Test
    void reportsDeadLinks() throws IOException {
        write("docs/guide.md", """
                # Guide
                ## Stop, `kill` and [start](../README.md)
                ## Notes
                ## Notes
                """);
        write("README.md", """
                [file](docs/guide.md), [heading](docs/guide.md#stop-kill-and-start), [own](#start), [folder](docs/),
                [second](docs/guide.md#notes-1), [web](https://example.org/none.md), `[code](none.md)`
                [no file](docs/none.md), [no heading](docs/guide.md#none), [no third](docs/guide.md#notes-2),
                [outside](../none.md), <img src="docs/none.png">

                # Start

                ```
                [code](none.md)
                # Comment
                ```
                [no heading](#comment)
                """);

        assertThat(new Documents(folder).deadLinks())
                .containsExactly(
                        "README.md: docs/none.md",
                        "README.md: docs/guide.md#none",
                        "README.md: docs/guide.md#notes-2",
                        "README.md: ../none.md",
                        "README.md: docs/none.png",
                        "README.md: #comment");
    }

    @Test
    void reportsMissingFiles() throws IOException {
        write("shop/src/main/resources/static/page.js", "");
        write("shop/src/test/java/ShopTest.java", "");
        write("shop/README.md", "`src/main/resources/static/page.js`, `src/main/none.js`");
        write("target/README.md", "`none.sql`");
        write("README.md", """
                `shop/src/main`, `static/page.js`, `page.js`, `ShopTest`, `GET /shop/none.json`, `shop/{id}.json`,
                `shop/*.xml`, `shop/target/shop.xml`, `.orderflow/none.json`, `text/html`, `shop.page`, none.xml
                `shop/none`, `none/page.js`, `none.sql`, `NoneTest`

                    ./none --port=8080      # see shop/none.yml
                """);

        assertThat(new Documents(folder).missingFiles())
                .containsExactly(
                        "README.md: shop/none",
                        "README.md: none/page.js",
                        "README.md: none.sql",
                        "README.md: NoneTest.java",
                        "README.md: ./none",
                        "README.md: shop/none.yml",
                        "shop/README.md: src/main/none.js");
    }

    /** The first assertion fails if no document was found, in which case the others would prove nothing. */
    private static Documents repository() throws IOException {
        Documents documents = new Documents(Project.find().root());
        assertThat(documents.all()).contains(Path.of("README.md"), Path.of("docs/README.md"));
        return documents;
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
